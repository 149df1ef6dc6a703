package com.pagodirecto.crm.database;

/** Something to be done once, after the migrations and before the first request, by every instance. */
@FunctionalInterface
public interface Preparation {

  void prepare();
}
