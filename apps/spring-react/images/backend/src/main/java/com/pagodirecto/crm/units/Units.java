package com.pagodirecto.crm.units;

import com.pagodirecto.crm.web.InvalidField;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The business units, within the transaction of the caller. */
@Repository
public class Units {

  private final JdbcClient jdbc;

  Units(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Unit> all() {
    return jdbc.sql("SELECT code, name, currency, clients, payments, paid FROM reportes.unit_totals ORDER BY name")
        .query(Unit.class)
        .list();
  }

  Unit add(String code, String name, String currency) {
    jdbc.sql("INSERT INTO core_domain.business_unit (code, name, currency) VALUES (:code, :name, :currency)")
        .param("code", code)
        .param("name", name)
        .param("currency", currency)
        .update();
    return new Unit(code, name, currency, 0, 0, BigDecimal.ZERO);
  }

  /** @throws InvalidField if there is no such unit in sight */
  public void require(String code) {
    boolean there = jdbc.sql("SELECT EXISTS (SELECT FROM core_domain.business_unit WHERE code = :code)")
        .param("code", code)
        .query(Boolean.class)
        .single();
    if (!there) {
      throw new InvalidField("unit", "must be the code of a business unit");
    }
  }
}
