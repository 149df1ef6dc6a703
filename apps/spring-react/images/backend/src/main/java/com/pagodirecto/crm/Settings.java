package com.pagodirecto.crm;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** What the environment says; application.yaml has the names of the variables. */
@ConfigurationProperties("crm")
public record Settings(
    String version,
    String jwtSecret,
    Duration jwtExpiration,
    Duration jwtRefreshExpiration,
    List<String> corsAllowedOrigins,
    String initialPassword,
    boolean demo) {

  private static final int MIN_SECRET = 32; // bytes of an HMAC-SHA-256 key
  private static final int MIN_PASSWORD = 8;

  public Settings {
    // By hand: the messages of validation annotations would quote the secrets.
    if (jwtSecret.length() < MIN_SECRET) {
      throw new IllegalArgumentException(
          "JWT_SECRET must have at least %d characters, got %d".formatted(MIN_SECRET, jwtSecret.length()));
    }
    if (!initialPassword.isEmpty() && initialPassword.length() < MIN_PASSWORD) {
      throw new IllegalArgumentException(
          "INITIAL_PASSWORD must have at least %d characters, got %d".formatted(MIN_PASSWORD, initialPassword.length()));
    }
  }
}
