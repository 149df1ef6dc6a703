package com.pagodirecto.crm.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.pagodirecto.crm.Settings;
import com.pagodirecto.crm.web.ApiError;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** Who may ask for what. Which rows they then see is decided by the database. */
@Configuration(proxyBeanMethods = false)
class SecurityConfig {

  @Bean
  SecurityFilterChain rules(HttpSecurity http, ObjectMapper json) throws Exception {
    AuthenticationEntryPoint signInFirst = (request, response, e) -> {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      write(json, response, HttpStatus.UNAUTHORIZED, "sign in first: the access token is missing or not valid");
    };
    AccessDeniedHandler notYours =
        (request, response, e) -> write(json, response, HttpStatus.FORBIDDEN, "your role may not do this");

    return http
        .authorizeHttpRequests(rules -> rules
            .dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
            .requestMatchers("/actuator/**").permitAll() // the proxy in front lets nobody through to it
            .requestMatchers("/api/health", "/api/openapi/**", "/api/swagger-ui.html", "/api/swagger-ui/**").permitAll()
            .requestMatchers("/api/v1/auth/login", "/api/v1/auth/refresh", "/api/v1/auth/logout").permitAll()
            .requestMatchers("/api/v1/auth/health").permitAll()
            .requestMatchers(HttpMethod.GET, "/api/v1/accounts/**").hasRole(Role.ADMIN.name())
            .requestMatchers(HttpMethod.GET, "/api/**").authenticated()
            .requestMatchers("/api/v1/units/**", "/api/v1/accounts/**").hasRole(Role.ADMIN.name())
            .requestMatchers("/api/**").hasAnyRole(Role.ADMIN.name(), Role.AGENT.name())
            .anyRequest().denyAll())
        .oauth2ResourceServer(server -> server
            .jwt(jwt -> jwt.jwtAuthenticationConverter(rolesOfTheToken()))
            .authenticationEntryPoint(signInFirst)
            .accessDeniedHandler(notYours))
        .exceptionHandling(handling -> handling.authenticationEntryPoint(signInFirst).accessDeniedHandler(notYours))
        .addFilterAfter(new CallerInLogs(), BearerTokenAuthenticationFilter.class)
        .cors(Customizer.withDefaults())
        // The one cookie is SameSite=Strict, and only renews a session.
        .csrf(AbstractHttpConfigurer::disable)
        .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        // The other security headers are the proxy's, for pages and API alike.
        .headers(headers -> headers.defaultsDisabled().cacheControl(Customizer.withDefaults()))
        .build();
  }

  @Bean
  CorsFilter corsFilter(Settings settings, ObjectMapper json) { // Spring Security takes it by this name
    CorsConfiguration cors = new CorsConfiguration();
    cors.setAllowedOrigins(settings.corsAllowedOrigins());
    cors.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"));
    cors.setAllowedHeaders(List.of("Authorization", "Content-Type", "X-Request-ID"));
    cors.setExposedHeaders(List.of("Location", "X-Request-ID"));
    cors.setAllowCredentials(true);
    cors.setMaxAge(3600L);
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/api/**", cors);

    CorsFilter filter = new CorsFilter(source);
    filter.setCorsProcessor(new DefaultCorsProcessor() {
      @Override
      protected void rejectRequest(ServerHttpResponse response) throws IOException {
        response.setStatusCode(HttpStatus.FORBIDDEN);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getBody().write(json.writeValueAsBytes(ApiError.of("pages of this origin may not ask so")));
        response.flush();
      }
    });
    return filter;
  }

  /** Metrics of each of its filters would cost more than the filters; those of the requests tell enough. */
  @Bean
  SecurityObservationSettings observations() {
    return SecurityObservationSettings.noObservations();
  }

  @Bean
  PasswordEncoder passwords() {
    return new BCryptPasswordEncoder();
  }

  private static JwtAuthenticationConverter rolesOfTheToken() {
    JwtGrantedAuthoritiesConverter roles = new JwtGrantedAuthoritiesConverter();
    roles.setAuthoritiesClaimName("role");
    roles.setAuthorityPrefix("ROLE_");
    JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(roles);
    return converter;
  }

  private static void write(ObjectMapper json, HttpServletResponse response, HttpStatus status, String message)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    json.writeValue(response.getOutputStream(), ApiError.of(message));
  }
}
