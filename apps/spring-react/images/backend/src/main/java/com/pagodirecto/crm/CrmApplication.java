package com.pagodirecto.crm;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Clients and payments of business units that do not see each other's. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class) // accounts are in the database
@ConfigurationPropertiesScan
public class CrmApplication {

  public static void main(String[] args) {
    SpringApplication.run(CrmApplication.class, args);
  }
}
