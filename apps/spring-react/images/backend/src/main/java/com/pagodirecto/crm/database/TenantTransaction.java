package com.pagodirecto.crm.database;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction that sees the rows of one tenant: what row-level security in the database asks for. */
@Component
public class TenantTransaction {

  /** Tenant that sees all rows. */
  public static final String ALL = "*";

  private final TransactionTemplate transaction;
  private final JdbcClient jdbc;

  TenantTransaction(PlatformTransactionManager transactions, JdbcClient jdbc) {
    this.transaction = new TransactionTemplate(transactions);
    this.jdbc = jdbc;
  }

  /** Does `work` with the rows of `tenant`, the code of a business unit or {@link #ALL}, in sight. */
  public <T> T run(String tenant, Supplier<T> work) {
    return transaction.execute(status -> {
      // Ends with the transaction, so that nothing of it is left on the connection.
      jdbc.sql("SELECT set_config('app.current_tenant', :tenant, true)").param("tenant", tenant).query().singleValue();
      return work.get();
    });
  }
}
