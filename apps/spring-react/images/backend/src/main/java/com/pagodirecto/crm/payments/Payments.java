package com.pagodirecto.crm.payments;

import com.pagodirecto.crm.web.Page;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The payments, within the transaction of the caller, which sees those of its tenant only. */
@Repository
class Payments {

  private static final String PAYMENT = """
      SELECT p.id, p.client_id, c.name AS client, p.unit, p.amount, u.currency, p.reference, p.paid_at
      FROM ventas.payment p
      JOIN clientes.client c ON c.id = p.client_id
      JOIN core_domain.business_unit u ON u.code = p.unit
      """;

  private static final String OF_CLIENT = " WHERE (:client::uuid IS NULL OR p.client_id = :client) ";

  private final JdbcClient jdbc;

  Payments(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of `client`, or of all if that is null, newest first. */
  Page<Payment> of(UUID client, int limit, int offset) {
    return new Page<>(
        jdbc.sql(PAYMENT + OF_CLIENT + "ORDER BY p.paid_at DESC, p.id LIMIT :limit OFFSET :offset")
            .param("client", client, Types.OTHER)
            .param("limit", limit)
            .param("offset", offset)
            .query(Payment.class)
            .list(),
        jdbc.sql("SELECT count(*) FROM ventas.payment p" + OF_CLIENT)
            .param("client", client, Types.OTHER)
            .query(Long.class)
            .single(),
        limit,
        offset);
  }

  /** None if there is no such client in sight. */
  Optional<Payment> add(UUID client, BigDecimal amount, String reference) {
    return jdbc.sql("""
            INSERT INTO ventas.payment (unit, client_id, amount, reference)
            SELECT unit, id, :amount, :reference FROM clientes.client WHERE id = :client
            RETURNING id
            """)
        .param("client", client)
        .param("amount", amount)
        .param("reference", reference)
        .query(UUID.class)
        .optional()
        .flatMap(this::find);
  }

  Optional<Payment> find(UUID id) {
    return jdbc.sql(PAYMENT + "WHERE p.id = :id").param("id", id).query(Payment.class).optional();
  }
}
