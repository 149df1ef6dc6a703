package com.pagodirecto.crm.database;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** The line `database` of the readiness group: what the watch knows, as asking here could hang. */
@Component
class DatabaseHealthIndicator implements HealthIndicator {

  private final DatabaseWatch watch;

  DatabaseHealthIndicator(DatabaseWatch watch) {
    this.watch = watch;
  }

  @Override
  public Health health() {
    return watch.available() ? Health.up().build() : Health.down().build();
  }
}
