package com.pagodirecto.crm.clients;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A client of a business unit, and what it paid in the unit's currency. */
record Client(
    UUID id, String unit, String name, String email, String currency, BigDecimal paid, OffsetDateTime createdAt) {}
