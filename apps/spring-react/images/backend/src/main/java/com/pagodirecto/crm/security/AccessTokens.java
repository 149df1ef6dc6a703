package com.pagodirecto.crm.security;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.pagodirecto.crm.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/** Makes access tokens: signed, valid for some minutes, and read by any instance without asking the database. */
public class AccessTokens {

  private static final MacAlgorithm ALGORITHM = MacAlgorithm.HS256;

  private final JwtEncoder encoder;
  private final Duration validity;

  private AccessTokens(JwtEncoder encoder, Duration validity) {
    this.encoder = encoder;
    this.validity = validity;
  }

  public Duration validity() {
    return validity;
  }

  public String issue(Caller caller) {
    Instant now = Instant.now();
    JwtClaimsSet.Builder claims = JwtClaimsSet.builder()
        .subject(caller.email())
        .issuedAt(now)
        .expiresAt(now.plus(validity))
        .claim("role", caller.role().name());
    if (caller.unit() != null) {
      claims.claim("unit", caller.unit());
    }
    return encoder
        .encode(JwtEncoderParameters.from(JwsHeader.with(ALGORITHM).build(), claims.build()))
        .getTokenValue();
  }

  @Configuration(proxyBeanMethods = false)
  static class Beans {

    @Bean
    AccessTokens accessTokens(Settings settings) {
      return new AccessTokens(new NimbusJwtEncoder(new ImmutableSecret<>(key(settings))), settings.jwtExpiration());
    }

    @Bean
    JwtDecoder decoder(Settings settings) {
      return NimbusJwtDecoder.withSecretKey(key(settings)).macAlgorithm(ALGORITHM).build();
    }

    private static SecretKey key(Settings settings) {
      return new SecretKeySpec(settings.jwtSecret().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }
  }
}
