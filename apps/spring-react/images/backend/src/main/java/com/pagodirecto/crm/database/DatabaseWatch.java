package com.pagodirecto.crm.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Knows whether the database can be used: asks it every second, over a connection apart from the pool, so that neither
 * a probe nor a request has to wait for one that hangs. Migrates it when it answers for the first time.
 */
@Component
public class DatabaseWatch implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

  private static final int PING_SECONDS = 1;
  private static final long PAUSE_MILLIS = 1000;
  // An answer older than this counts as none: the ping itself hangs.
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final String url;
  private final Flyway flyway;
  private final List<Preparation> preparations;
  private final Semaphore doubts = new Semaphore(0);

  private volatile Thread thread;
  private volatile boolean answers;
  private volatile long answeredAt;

  // Of the thread alone
  private Connection connection;
  private boolean prepared;
  private String lastReason;

  DatabaseWatch(@Value("${spring.datasource.url}") String url, Flyway flyway, List<Preparation> preparations) {
    this.url = url;
    this.flyway = flyway;
    this.preparations = preparations;
  }

  /** Whether the database answered lately, with all its tables. */
  public boolean available() {
    return answers && System.nanoTime() - answeredAt < FRESH_NANOS;
  }

  /** Asks for a ping now: a request was not answered. */
  void doubt() {
    doubts.release();
  }

  @Override
  public void start() {
    thread = new Thread(this::watch, "database-watch");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void stop() {
    Thread watching = thread;
    thread = null;
    watching.interrupt();
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  @Override
  public int getPhase() {
    return 0; // starts before the web server, and stops after it: the last requests need to know, too
  }

  private void watch() {
    while (isRunning()) {
      doubts.drainPermits();
      try {
        ping();
        becomes(true, "it answers");
      } catch (SQLException | RuntimeException e) { // whatever it is, the next ping is what ends it
        disconnect();
        becomes(false, e.getCause() == null ? e.getMessage() : e.getMessage() + " " + e.getCause());
      }
      try {
        doubts.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        break; // the application stops
      }
    }
    disconnect();
  }

  private void ping() throws SQLException {
    if (connection == null) {
      connection = connect();
    }
    if (!connection.isValid(PING_SECONDS)) {
      throw new SQLException("no answer in time");
    }
    if (!prepared) {
      flyway.migrate();
      preparations.forEach(Preparation::prepare);
      prepared = true;
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", "crm-watch");
    properties.setProperty("connectTimeout", "1");
    properties.setProperty("socketTimeout", "2");
    properties.setProperty("loginTimeout", "2");
    return DriverManager.getConnection(url, properties);
  }

  private void disconnect() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("could not close the connection: {}", e.getMessage());
    }
    connection = null;
  }

  private void becomes(boolean answering, String reason) {
    if (answering) {
      answeredAt = System.nanoTime();
    }
    if (answering != answers || !Objects.equals(reason, lastReason)) {
      if (answering) {
        log.info("the database is available: {}", reason);
      } else {
        log.warn("the database is unavailable: {}", reason);
      }
    }
    lastReason = reason;
    answers = answering;
  }
}
