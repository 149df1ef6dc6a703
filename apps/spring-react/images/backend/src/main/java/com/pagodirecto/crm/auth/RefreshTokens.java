package com.pagodirecto.crm.auth;

import com.pagodirecto.crm.Settings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tokens that renew a session, each good for one renewal. One that comes a second time was stolen from one of the
 * two who had it, so the whole session ends. Within the transaction of the caller.
 */
@Repository
class RefreshTokens {

  private static final int TOKEN_BYTES = 32;

  private final JdbcClient jdbc;
  private final Duration validity;
  private final SecureRandom random = new SecureRandom();

  RefreshTokens(JdbcClient jdbc, Settings settings) {
    this.jdbc = jdbc;
    this.validity = settings.jwtRefreshExpiration();
  }

  record Renewal(String email, String token) {}

  private record Descent(String email, UUID family) {}

  Duration validity() {
    return validity;
  }

  /** The first token of a new session. */
  String issue(String email) {
    jdbc.sql("DELETE FROM seguridad.refresh_token WHERE email = :email AND expires_at < now()")
        .param("email", email)
        .update();
    return add(new Descent(email, UUID.randomUUID()));
  }

  /** The token that follows, unless this one is unknown, too old or used. */
  Optional<Renewal> renew(String token) {
    Optional<Renewal> renewal = jdbc.sql("""
            UPDATE seguridad.refresh_token SET used_at = coalesce(used_at, now())
            WHERE hash = :hash AND expires_at > now()
              -- Two tabs of one browser may renew at the same moment.
              AND (used_at IS NULL OR used_at > now() - interval '10 seconds')
            RETURNING email, family
            """)
        .param("hash", hash(token))
        .query(Descent.class)
        .optional()
        .map(descent -> new Renewal(descent.email(), add(descent)));
    if (renewal.isEmpty()) {
      end(token);
    }
    return renewal;
  }

  /** Ends the session that the token belongs to. */
  void end(String token) {
    jdbc.sql("""
            DELETE FROM seguridad.refresh_token
            WHERE family = (SELECT family FROM seguridad.refresh_token WHERE hash = :hash)
            """)
        .param("hash", hash(token))
        .update();
  }

  private String add(Descent descent) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbc.sql("""
            INSERT INTO seguridad.refresh_token (hash, family, email, expires_at)
            VALUES (:hash, :family, :email, :expiresAt)
            """)
        .param("hash", hash(token))
        .param("family", descent.family())
        .param("email", descent.email())
        .param("expiresAt", OffsetDateTime.now().plus(validity))
        .update();
    return token;
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }
}
