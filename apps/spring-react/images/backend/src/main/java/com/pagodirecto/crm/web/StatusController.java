package com.pagodirecto.crm.web;

import com.pagodirecto.crm.EnvironmentName;
import com.pagodirecto.crm.Settings;
import com.pagodirecto.crm.database.DatabaseWatch;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What runs here, and how it is; for people, as probes ask the actuator. Answers whatever the database does. */
@RestController
class StatusController {

  private final DatabaseWatch watch;
  private final EnvironmentName environment;
  private final Settings settings;
  private final String instance;

  StatusController(
      DatabaseWatch watch, EnvironmentName environment, Settings settings, @Value("${HOSTNAME:}") String instance) {
    this.watch = watch;
    this.environment = environment;
    this.settings = settings;
    this.instance = instance;
  }

  record Status(
      String service, String version, String environment, String instance, Map<String, String> dependencies) {}

  @GetMapping("/api/health")
  Status status() {
    return new Status(
        "crm",
        settings.version(),
        environment.toString(),
        instance,
        Map.of("database", watch.available() ? "ok" : "unavailable"));
  }
}
