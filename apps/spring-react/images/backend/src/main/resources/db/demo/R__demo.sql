-- Something to look at: two units, their clients, and what these paid. After all migrations; safe to run again.
SELECT set_config('app.current_tenant', '*', true);

INSERT INTO core_domain.business_unit (code, name, currency) VALUES
  ('lima', 'Lima', 'PEN'),
  ('bogota', 'Bogotá', 'COP')
ON CONFLICT DO NOTHING;

INSERT INTO clientes.client (unit, name, email, created_at) VALUES
  ('lima', 'Textiles Andina', 'cobros@textilesandina.example', now() - interval '40 days'),
  ('lima', 'Café Miraflores', 'hola@cafemiraflores.example', now() - interval '21 days'),
  ('lima', 'Librería El Faro', 'pagos@elfaro.example', now() - interval '9 days'),
  ('bogota', 'Flores de la Sabana', 'ventas@floressabana.example', now() - interval '33 days'),
  ('bogota', 'Bicicletas Candelaria', 'caja@candelaria.example', now() - interval '12 days')
ON CONFLICT DO NOTHING;

INSERT INTO ventas.payment (unit, client_id, amount, reference, paid_at)
SELECT c.unit, c.id, p.amount * CASE c.unit WHEN 'bogota' THEN 1100 ELSE 1 END,
  'F-' || to_char(1000 + row_number() OVER (ORDER BY c.created_at, p.days DESC), 'FM0000'),
  now() - make_interval(days => p.days)
FROM clientes.client c
JOIN (VALUES (1250.00, 8), (310.50, 5), (89.90, 1)) AS p (amount, days)
  ON now() - make_interval(days => p.days) > c.created_at
WHERE NOT EXISTS (SELECT FROM ventas.payment);
