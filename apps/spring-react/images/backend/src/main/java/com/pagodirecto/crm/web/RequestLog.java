package com.pagodirecto.crm.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** One log line per request, found again by its id, which all lines of the request carry. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10) // after the filter that reads what the proxy says of the client
class RequestLog extends OncePerRequestFilter {

  private static final Logger log = LoggerFactory.getLogger(RequestLog.class);
  private static final String HEADER = "X-Request-ID";
  // Anything longer or stranger than an id is not copied into logs and headers.
  private static final Pattern ID = Pattern.compile("[\\w.-]{1,128}");

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long started = System.nanoTime();
    String given = request.getHeader(HEADER);
    String id = given != null && ID.matcher(given).matches() ? given : UUID.randomUUID().toString();
    response.setHeader(HEADER, id);
    MDC.put("request_id", id);
    try {
      chain.doFilter(request, response);
    } finally {
      write(request, response, System.nanoTime() - started);
      MDC.clear();
    }
  }

  private static void write(HttpServletRequest request, HttpServletResponse response, long nanos) {
    String path = request.getRequestURI();
    // Probes and scrapes come every few seconds and say nothing new.
    if (path.startsWith("/actuator/")) {
      return;
    }
    log.atInfo()
        .addKeyValue("method", request.getMethod())
        .addKeyValue("path", path)
        .addKeyValue("status", response.getStatus())
        .addKeyValue("duration_ms", TimeUnit.NANOSECONDS.toMicros(nanos) / 1000.0)
        .addKeyValue("client", request.getRemoteAddr())
        .log("{} {} {}", request.getMethod(), path, response.getStatus());
  }
}
