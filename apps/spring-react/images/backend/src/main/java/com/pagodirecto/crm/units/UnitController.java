package com.pagodirecto.crm.units;

import com.pagodirecto.crm.database.Database;
import com.pagodirecto.crm.security.Caller;
import com.pagodirecto.crm.web.ApiException;
import com.pagodirecto.crm.web.PlainText;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The business units that the caller sees. */
@RestController
@RequestMapping("/api/v1/units")
class UnitController {

  private final Database database;
  private final Units units;

  UnitController(Database database, Units units) {
    this.database = database;
    this.units = units;
  }

  record NewUnit(
      @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,30}", message = "must be 2 to 31 of a-z, 0-9 and -, a letter first")
          String code,
      @NotBlank @Size(max = 100) @PlainText String name,
      @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be three capital letters such as PEN") String currency) {}

  @GetMapping
  Map<String, List<Unit>> all(@AuthenticationPrincipal Jwt token) {
    return Map.of("items", database.as(Caller.of(token).tenant(), units::all));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Unit add(@Valid @RequestBody NewUnit given, @AuthenticationPrincipal Jwt token) {
    try {
      return database.as(
          Caller.of(token).tenant(), () -> units.add(given.code(), given.name().strip(), given.currency()));
    } catch (DuplicateKeyException e) {
      throw new ApiException(HttpStatus.CONFLICT, "'code' is taken", "code");
    }
  }
}
