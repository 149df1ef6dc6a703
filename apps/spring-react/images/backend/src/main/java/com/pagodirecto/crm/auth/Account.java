package com.pagodirecto.crm.auth;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.pagodirecto.crm.security.Caller;
import com.pagodirecto.crm.security.Role;

/** Someone who may sign in. */
public record Account(String email, String name, Role role, String unit, @JsonIgnore String passwordHash) {

  Caller asCaller() {
    return new Caller(email, role, unit);
  }
}
