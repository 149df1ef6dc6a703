package com.pagodirecto.crm.database;

/** A dependency does not answer. */
public class Unavailable extends RuntimeException {

  private final String dependency;

  public Unavailable(String dependency, Throwable cause) {
    super(dependency + " is unavailable", cause);
    this.dependency = dependency;
  }

  public String dependency() {
    return dependency;
  }
}
