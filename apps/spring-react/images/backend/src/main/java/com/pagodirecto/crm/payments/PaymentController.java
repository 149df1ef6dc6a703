package com.pagodirecto.crm.payments;

import com.pagodirecto.crm.database.Database;
import com.pagodirecto.crm.security.Caller;
import com.pagodirecto.crm.web.ApiException;
import com.pagodirecto.crm.web.InvalidField;
import com.pagodirecto.crm.web.Page;
import com.pagodirecto.crm.web.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The payments of the clients of the caller's business unit. */
@RestController
@RequestMapping(PaymentController.PATH)
class PaymentController {

  static final String PATH = "/api/v1/payments";

  private final Database database;
  private final Payments payments;

  PaymentController(Database database, Payments payments) {
    this.database = database;
    this.payments = payments;
  }

  record NewPayment(
      @NotNull UUID clientId,
      @NotNull @DecimalMin("0.01") @Digits(integer = 12, fraction = 2) BigDecimal amount,
      @NotBlank @Size(max = 100) @PlainText String reference) {}

  @GetMapping
  Page<Payment> of(
      @RequestParam(required = false) UUID client,
      @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
      @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int offset,
      @AuthenticationPrincipal Jwt token) {
    return database.as(Caller.of(token).tenant(), () -> payments.of(client, limit, offset));
  }

  @GetMapping("/{id}")
  Payment find(@PathVariable UUID id, @AuthenticationPrincipal Jwt token) {
    return database
        .as(Caller.of(token).tenant(), () -> payments.find(id))
        .orElseThrow(() -> new ApiException(HttpStatus.NOT_FOUND, "there is no payment " + id));
  }

  @PostMapping
  ResponseEntity<Payment> add(@Valid @RequestBody NewPayment given, @AuthenticationPrincipal Jwt token) {
    Payment payment = database
        .as(
            Caller.of(token).tenant(),
            () -> payments.add(given.clientId(), given.amount(), given.reference().strip()))
        .orElseThrow(() -> new InvalidField("clientId", "must be the id of a client"));
    return ResponseEntity.created(URI.create(PATH + "/" + payment.id())).body(payment);
  }
}
