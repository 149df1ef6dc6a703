package com.pagodirecto.crm.web;

import java.util.Locale;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.web.servlet.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;

/** The same form for errors that happen before a controller is reached, such as a URL that is not allowed. */
@Component
class ErrorPage extends DefaultErrorAttributes {

  @Override
  public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
    Object reason = super.getErrorAttributes(request, options).getOrDefault("error", "error");
    return Map.of("error", reason.toString().toLowerCase(Locale.ROOT));
  }
}
