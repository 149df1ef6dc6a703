package com.pagodirecto.crm.auth;

import com.pagodirecto.crm.auth.Sessions.Session;
import com.pagodirecto.crm.security.AccessTokens;
import com.pagodirecto.crm.security.Caller;
import com.pagodirecto.crm.web.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sign-in: an access token in the answer, and a refresh token in a cookie that no script can read. */
@RestController
@RequestMapping(AuthController.PATH)
class AuthController {

  static final String PATH = "/api/v1/auth";

  private static final Logger log = LoggerFactory.getLogger(AuthController.class);
  private static final String COOKIE = "refresh_token";

  private final Sessions sessions;
  private final AccessTokens accessTokens;
  private final RefreshTokens refreshTokens;

  AuthController(Sessions sessions, AccessTokens accessTokens, RefreshTokens refreshTokens) {
    this.sessions = sessions;
    this.accessTokens = accessTokens;
    this.refreshTokens = refreshTokens;
  }

  record Credentials(@NotBlank @Size(max = 200) String email, @NotBlank @Size(max = 72) String password) {}

  record SignedIn(String accessToken, String tokenType, long expiresIn, Account account) {}

  @PostMapping("/login")
  ResponseEntity<SignedIn> login(@Valid @RequestBody Credentials given, HttpServletRequest request) {
    Session session = sessions.signIn(given.email(), given.password()).orElseThrow(() -> {
      log.warn("a sign-in failed");
      return new ApiException(HttpStatus.UNAUTHORIZED, "e-mail address or password is wrong");
    });
    log.atInfo().addKeyValue("account", session.account().email()).log("signed in");
    return answer(session, request);
  }

  @PostMapping("/refresh")
  ResponseEntity<SignedIn> refresh(
      @CookieValue(name = COOKIE, defaultValue = "") String token, HttpServletRequest request) {
    if (token.isEmpty()) {
      throw new ApiException(HttpStatus.UNAUTHORIZED, "sign in first: there is no session");
    }
    return answer(
        sessions.renew(token).orElseThrow(
            () -> new ApiException(HttpStatus.UNAUTHORIZED, "sign in again: the session has ended")),
        request);
  }

  @PostMapping("/logout")
  ResponseEntity<Void> logout(
      @CookieValue(name = COOKIE, defaultValue = "") String token, HttpServletRequest request) {
    if (!token.isEmpty()) {
      sessions.end(token);
    }
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request))
        .build();
  }

  @GetMapping("/me")
  Caller me(@AuthenticationPrincipal Jwt token) {
    return Caller.of(token);
  }

  @GetMapping("/health")
  Map<String, String> health() {
    return Map.of("status", "UP");
  }

  private ResponseEntity<SignedIn> answer(Session session, HttpServletRequest request) {
    String accessToken = accessTokens.issue(session.account().asCaller());
    return ResponseEntity.ok()
        .header(HttpHeaders.SET_COOKIE, cookie(session.refreshToken(), refreshTokens.validity(), request))
        .body(new SignedIn(accessToken, "Bearer", accessTokens.validity().toSeconds(), session.account()));
  }

  private static String cookie(String token, Duration age, HttpServletRequest request) {
    return ResponseCookie.from(COOKIE, token)
        .path(PATH)
        .maxAge(age)
        .httpOnly(true)
        .sameSite("Strict")
        .secure(request.isSecure())
        .build()
        .toString();
  }
}
