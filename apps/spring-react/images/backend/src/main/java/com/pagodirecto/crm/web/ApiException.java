package com.pagodirecto.crm.web;

import org.springframework.http.HttpStatus;

/** A request that is answered with an error. */
public class ApiException extends RuntimeException {

  private final HttpStatus status;
  private final String field;

  public ApiException(HttpStatus status, String message) {
    this(status, message, null);
  }

  public ApiException(HttpStatus status, String message, String field) {
    super(message, null, false, false); // no stack trace: it is an answer, not a fault
    this.status = status;
    this.field = field;
  }

  HttpStatus status() {
    return status;
  }

  String field() {
    return field;
  }
}
