package com.pagodirecto.crm.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.pagodirecto.crm.database.Unavailable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever went wrong into an `ApiError`. */
@RestControllerAdvice
class ApiErrors {

  private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);
  private static final String RETRY_AFTER_SECONDS = "5";

  @ExceptionHandler
  ResponseEntity<ApiError> refused(ApiException e) {
    return ResponseEntity.status(e.status()).body(new ApiError(e.getMessage(), e.field(), null));
  }

  @ExceptionHandler
  ResponseEntity<ApiError> unavailable(Unavailable e) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .body(new ApiError(e.getMessage(), null, e.dependency()));
  }

  /** A body that breaks a rule; of several, always the same one is named. */
  @ExceptionHandler
  ResponseEntity<ApiError> invalid(MethodArgumentNotValidException e) {
    FieldError first = e.getBindingResult().getFieldErrors().stream()
        .min(Comparator.comparing(FieldError::getField).thenComparing(FieldError::getDefaultMessage))
        .orElseThrow();
    return refused(new InvalidField(first.getField(), first.getDefaultMessage()));
  }

  /** A parameter that breaks a rule. */
  @ExceptionHandler
  ResponseEntity<ApiError> invalid(HandlerMethodValidationException e) {
    var first = e.getParameterValidationResults().get(0);
    return refused(new InvalidField(
        first.getMethodParameter().getParameterName(), first.getResolvableErrors().get(0).getDefaultMessage()));
  }

  /** A parameter of another type. */
  @ExceptionHandler
  ResponseEntity<ApiError> invalid(MethodArgumentTypeMismatchException e) {
    return refused(new InvalidField(e.getName(), mustBe(e.getRequiredType())));
  }

  /** A body that is not JSON, or has a value of another type. */
  @ExceptionHandler
  ResponseEntity<ApiError> unreadable(HttpMessageNotReadableException e) {
    if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
      return refused(new InvalidField(unknown.getPropertyName(), "is not known here"));
    }
    if (e.getCause() instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      List<JsonMappingException.Reference> path = mapping.getPath();
      Class<?> type = mapping instanceof MismatchedInputException mismatched ? mismatched.getTargetType() : null;
      return refused(new InvalidField(path.get(path.size() - 1).getFieldName(), mustBe(type)));
    }
    return refused(new InvalidField("body", "must be a JSON object"));
  }

  @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
  ResponseEntity<ApiError> notThere() {
    return ResponseEntity.status(HttpStatus.NOT_FOUND).body(ApiError.of("not found"));
  }

  @ExceptionHandler
  ResponseEntity<ApiError> unsupported(HttpRequestMethodNotSupportedException e) {
    String allowed = Stream.of(e.getSupportedMethods()).sorted().collect(Collectors.joining(", "));
    return ResponseEntity.status(e.getStatusCode())
        .headers(e.getHeaders())
        .body(ApiError.of("method not allowed here; allowed: " + allowed));
  }

  @ExceptionHandler
  ResponseEntity<ApiError> unsupported(HttpMediaTypeNotSupportedException e) {
    return ResponseEntity.status(e.getStatusCode()).body(ApiError.of("send the body as application/json"));
  }

  @ExceptionHandler
  void forbidden(AccessDeniedException e) {
    throw e; // Spring Security answers it
  }

  /** The rest: what Spring itself refuses, and faults of this program. */
  @ExceptionHandler
  ResponseEntity<ApiError> unexpected(Exception e) {
    if (e instanceof ErrorResponse response) {
      HttpStatusCode status = response.getStatusCode();
      String detail = response.getBody().getDetail();
      return ResponseEntity.status(status)
          .headers(response.getHeaders())
          .body(ApiError.of(detail != null ? detail : HttpStatus.valueOf(status.value()).getReasonPhrase()));
    }
    log.error("unexpected error", e);
    return ResponseEntity.internalServerError().body(ApiError.of("internal error"));
  }

  private static String mustBe(Class<?> type) {
    if (type == null) {
      return "has a value that does not fit";
    }
    if (type.isEnum()) {
      return "must be one of " + List.of(type.getEnumConstants()).toString().replaceAll("[\\[\\]]", "");
    }
    return switch (type.getSimpleName()) {
      case "UUID" -> "must be a UUID";
      case "int", "Integer" -> "must be a whole number";
      case "BigDecimal" -> "must be a number";
      default -> "must be a " + type.getSimpleName().toLowerCase(Locale.ROOT);
    };
  }
}
