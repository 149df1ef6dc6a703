package com.pagodirecto.crm.security;

/** What an account may do: an ADMIN everything in all units, an AGENT read and write in one, a VIEWER only read. */
public enum Role {
  ADMIN,
  AGENT,
  VIEWER
}
