package com.pagodirecto.crm.clients;

import com.pagodirecto.crm.database.Database;
import com.pagodirecto.crm.security.Caller;
import com.pagodirecto.crm.units.Units;
import com.pagodirecto.crm.web.ApiException;
import com.pagodirecto.crm.web.InvalidField;
import com.pagodirecto.crm.web.Page;
import com.pagodirecto.crm.web.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The clients of the caller's business unit. */
@RestController
@RequestMapping(ClientController.PATH)
class ClientController {

  static final String PATH = "/api/v1/clients";

  private final Database database;
  private final Clients clients;
  private final Units units;

  ClientController(Database database, Clients clients, Units units) {
    this.database = database;
    this.clients = clients;
    this.units = units;
  }

  /** `unit` is for who sees all of them; for others it is their own. */
  record NewClient(
      @NotBlank @Size(max = 200) @PlainText String name,
      @NotBlank @Email @Size(max = 200) @PlainText String email,
      String unit) {}

  @GetMapping
  Page<Client> named(
      @RequestParam(defaultValue = "") @Size(max = 100) @PlainText String q,
      @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
      @RequestParam(defaultValue = "0") @Min(0) @Max(100_000) int offset,
      @AuthenticationPrincipal Jwt token) {
    return database.as(Caller.of(token).tenant(), () -> clients.named(q.strip(), limit, offset));
  }

  @GetMapping("/{id}")
  Client find(@PathVariable UUID id, @AuthenticationPrincipal Jwt token) {
    return database.as(Caller.of(token).tenant(), () -> clients.find(id)).orElseThrow(() -> unknown(id));
  }

  @PostMapping
  ResponseEntity<Client> add(@Valid @RequestBody NewClient given, @AuthenticationPrincipal Jwt token) {
    Caller caller = Caller.of(token);
    String unit = unit(given, caller);
    try {
      Client client = database.as(caller.tenant(), () -> {
        units.require(unit);
        return clients.add(unit, given.name().strip(), given.email().toLowerCase(Locale.ROOT));
      });
      return ResponseEntity.created(URI.create(PATH + "/" + client.id())).body(client);
    } catch (DuplicateKeyException e) {
      throw new ApiException(HttpStatus.CONFLICT, "'email' is that of another client of the unit", "email");
    }
  }

  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable UUID id, @AuthenticationPrincipal Jwt token) {
    if (!database.as(Caller.of(token).tenant(), () -> clients.remove(id))) {
      throw unknown(id);
    }
  }

  private static String unit(NewClient given, Caller caller) {
    if (caller.unit() == null) {
      if (given.unit() == null) {
        throw new InvalidField("unit", "is missing: say whose client it is");
      }
      return given.unit();
    }
    if (given.unit() != null && !given.unit().equals(caller.unit())) {
      throw new ApiException(HttpStatus.FORBIDDEN, "'unit' must be your own", "unit");
    }
    return caller.unit();
  }

  private static ApiException unknown(UUID id) {
    return new ApiException(HttpStatus.NOT_FOUND, "there is no client " + id);
  }
}
