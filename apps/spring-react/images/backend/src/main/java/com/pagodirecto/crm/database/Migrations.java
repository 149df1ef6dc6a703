package com.pagodirecto.crm.database;

import org.springframework.boot.autoconfigure.flyway.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps Flyway from migrating while the application starts, when the database may be away: `DatabaseWatch` does it. */
@Configuration(proxyBeanMethods = false)
class Migrations {

  @Bean
  FlywayMigrationStrategy whenTheDatabaseIsThere() {
    return flyway -> {};
  }
}
