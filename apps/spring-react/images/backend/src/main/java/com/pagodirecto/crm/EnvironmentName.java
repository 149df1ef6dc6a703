package com.pagodirecto.crm;

import java.util.Arrays;
import java.util.List;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The environment this runs in: the one active profile. Refuses others than are known, and example secrets in prod. */
@Component
public class EnvironmentName {

  private static final List<String> NAMES = List.of("dev", "test", "prod");

  // What .env.example begins its secrets with
  private static final String EXAMPLE = "change-me";
  private static final List<String> SECRETS = List.of("JWT_SECRET", "INITIAL_PASSWORD", "SPRING_DATASOURCE_URL");

  private final String name;

  EnvironmentName(Environment environment) {
    String[] active = environment.getActiveProfiles();
    List<String> profiles = Arrays.asList(active.length > 0 ? active : environment.getDefaultProfiles());
    if (profiles.size() != 1 || !NAMES.contains(profiles.get(0))) {
      throw new IllegalStateException(
          "SPRING_PROFILES_ACTIVE must be dev, test or prod, got '%s'".formatted(String.join(",", profiles)));
    }
    name = profiles.get(0);
    for (String secret : SECRETS) {
      if (name.equals("prod") && environment.getProperty(secret, "").contains(EXAMPLE)) {
        throw new IllegalStateException("%s must not be that of .env.example in prod".formatted(secret));
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
