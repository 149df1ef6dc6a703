package com.pagodirecto.crm.database;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** The way of requests to the database: refused at once while it is known to be away. */
@Component
public class Database {

  static final String NAME = "database";

  private static final Logger log = LoggerFactory.getLogger(Database.class);

  private final DatabaseWatch watch;
  private final TenantTransaction transaction;

  Database(DatabaseWatch watch, TenantTransaction transaction) {
    this.watch = watch;
    this.transaction = transaction;
  }

  /**
   * Does `work` in one transaction, with the rows of `tenant` in sight.
   *
   * @throws Unavailable if the database does not answer
   */
  public <T> T as(String tenant, Supplier<T> work) {
    if (!watch.available()) {
      throw new Unavailable(NAME, null);
    }
    try {
      return transaction.run(tenant, work);
    } catch (DataAccessResourceFailureException
        | TransientDataAccessException
        | RecoverableDataAccessException
        | TransactionException e) {
      log.warn("the database did not answer a request: {}", e.getMessage());
      watch.doubt();
      throw new Unavailable(NAME, e);
    }
  }
}
