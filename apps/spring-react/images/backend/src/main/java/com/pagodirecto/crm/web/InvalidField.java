package com.pagodirecto.crm.web;

import org.springframework.http.HttpStatus;

/** A value that the client has to change. */
public class InvalidField extends ApiException {

  public InvalidField(String field, String message) {
    super(HttpStatus.BAD_REQUEST, "'%s' %s".formatted(field, message), field);
  }
}
