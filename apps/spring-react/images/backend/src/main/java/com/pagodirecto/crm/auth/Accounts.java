package com.pagodirecto.crm.auth;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts, within the transaction of the caller. */
@Repository
class Accounts {

  private static final String COLUMNS = "email, name, role, unit, password_hash";

  private final JdbcClient jdbc;

  Accounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Account> find(String email) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM seguridad.account WHERE email = :email")
        .param("email", email.toLowerCase(Locale.ROOT))
        .query(Account.class)
        .optional();
  }

  List<Account> all() {
    return jdbc.sql("SELECT " + COLUMNS + " FROM seguridad.account ORDER BY email").query(Account.class).list();
  }

  /** Whether it was added: false if the e-mail address is taken. */
  boolean add(Account account) {
    return jdbc.sql("""
            INSERT INTO seguridad.account (email, name, role, unit, password_hash)
            VALUES (:email, :name, :role, :unit, :passwordHash)
            ON CONFLICT (email) DO NOTHING
            """)
        .param("email", account.email().toLowerCase(Locale.ROOT))
        .param("name", account.name())
        .param("role", account.role().name())
        .param("unit", account.unit())
        .param("passwordHash", account.passwordHash())
        .update() == 1;
  }
}
