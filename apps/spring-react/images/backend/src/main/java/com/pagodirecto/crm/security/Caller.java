package com.pagodirecto.crm.security;

import com.pagodirecto.crm.database.TenantTransaction;
import org.springframework.security.oauth2.jwt.Jwt;

/** Who makes a request, as the access token says: `unit` is null for who sees all of them. */
public record Caller(String email, Role role, String unit) {

  public static Caller of(Jwt token) {
    return new Caller(token.getSubject(), Role.valueOf(token.getClaimAsString("role")), token.getClaimAsString("unit"));
  }

  /** Whose rows the caller sees. */
  public String tenant() {
    return unit == null ? TenantTransaction.ALL : unit;
  }
}
