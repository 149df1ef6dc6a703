package com.pagodirecto.crm.clients;

import com.pagodirecto.crm.web.Page;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The clients, within the transaction of the caller, which sees those of its tenant only. */
@Repository
class Clients {

  private static final String CLIENT = """
      SELECT c.id, c.unit, c.name, c.email, u.currency, c.created_at,
        (SELECT coalesce(sum(p.amount), 0) FROM ventas.payment p WHERE p.client_id = c.id) AS paid
      FROM clientes.client c JOIN core_domain.business_unit u ON u.code = c.unit
      """;

  private final JdbcClient jdbc;

  Clients(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those whose name contains `part`, newest first. */
  Page<Client> named(String part, int limit, int offset) {
    String pattern = "%" + part.replaceAll("[\\\\%_]", "\\\\$0") + "%";
    return new Page<>(
        jdbc.sql(CLIENT + "WHERE c.name ILIKE :pattern ORDER BY c.created_at DESC, c.id LIMIT :limit OFFSET :offset")
            .param("pattern", pattern)
            .param("limit", limit)
            .param("offset", offset)
            .query(Client.class)
            .list(),
        jdbc.sql("SELECT count(*) FROM clientes.client c WHERE c.name ILIKE :pattern")
            .param("pattern", pattern)
            .query(Long.class)
            .single(),
        limit,
        offset);
  }

  Optional<Client> find(UUID id) {
    return jdbc.sql(CLIENT + "WHERE c.id = :id").param("id", id).query(Client.class).optional();
  }

  Client add(String unit, String name, String email) {
    UUID id = jdbc.sql("""
            INSERT INTO clientes.client (unit, name, email) VALUES (:unit, :name, :email) RETURNING id
            """)
        .param("unit", unit)
        .param("name", name)
        .param("email", email)
        .query(UUID.class)
        .single();
    return find(id).orElseThrow();
  }

  /** Whether there was such a client; its payments go with it. */
  boolean remove(UUID id) {
    return jdbc.sql("DELETE FROM clientes.client WHERE id = :id").param("id", id).update() == 1;
  }
}
