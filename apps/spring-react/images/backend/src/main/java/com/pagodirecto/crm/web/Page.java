package com.pagodirecto.crm.web;

import java.util.List;

/** A part of a list, and how long the whole is. */
public record Page<T>(List<T> items, long total, int limit, int offset) {}
