package com.pagodirecto.crm.payments;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.UUID;

/** What a client paid, in the currency of its unit. */
record Payment(
    UUID id,
    UUID clientId,
    String client,
    String unit,
    BigDecimal amount,
    String currency,
    String reference,
    OffsetDateTime paidAt) {}
