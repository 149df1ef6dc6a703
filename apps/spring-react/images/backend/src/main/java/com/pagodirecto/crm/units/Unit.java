package com.pagodirecto.crm.units;

import java.math.BigDecimal;

/** A business unit, and what came together in it. */
public record Unit(String code, String name, String currency, long clients, long payments, BigDecimal paid) {}
