package com.pagodirecto.crm.web;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Every error's body: `error` says what is wrong, `field` or `dependency` where. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiError(String error, String field, String dependency) {

  public static ApiError of(String error) {
    return new ApiError(error, null, null);
  }
}
