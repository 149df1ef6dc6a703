package com.pagodirecto.crm.auth;

import com.pagodirecto.crm.database.Database;
import com.pagodirecto.crm.security.Caller;
import com.pagodirecto.crm.security.Role;
import com.pagodirecto.crm.units.Units;
import com.pagodirecto.crm.web.ApiException;
import com.pagodirecto.crm.web.InvalidField;
import com.pagodirecto.crm.web.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The accounts, for administrators. */
@RestController
@RequestMapping("/api/v1/accounts")
class AccountController {

  private final Database database;
  private final Accounts accounts;
  private final Units units;
  private final PasswordEncoder passwords;

  AccountController(Database database, Accounts accounts, Units units, PasswordEncoder passwords) {
    this.database = database;
    this.accounts = accounts;
    this.units = units;
    this.passwords = passwords;
  }

  record NewAccount(
      @NotBlank @Email @Size(max = 200) @PlainText String email,
      @NotBlank @Size(max = 100) @PlainText String name,
      @NotNull Role role,
      String unit,
      @NotBlank @Size(min = 8, max = 72) String password) {}

  @GetMapping
  Map<String, List<Account>> all(@AuthenticationPrincipal Jwt token) {
    return Map.of("items", database.as(Caller.of(token).tenant(), accounts::all));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Account add(@Valid @RequestBody NewAccount given, @AuthenticationPrincipal Jwt token) {
    if ((given.role() == Role.ADMIN) != (given.unit() == null)) {
      throw new InvalidField("unit", "must be there for an AGENT or a VIEWER, and for nobody else");
    }
    Account account = new Account(
        given.email().toLowerCase(Locale.ROOT),
        given.name().strip(),
        given.role(),
        given.unit(),
        passwords.encode(given.password()));
    boolean added = database.as(Caller.of(token).tenant(), () -> {
      if (given.unit() != null) {
        units.require(given.unit());
      }
      return accounts.add(account);
    });
    if (!added) {
      throw new ApiException(HttpStatus.CONFLICT, "'email' is taken", "email");
    }
    return account;
  }
}
