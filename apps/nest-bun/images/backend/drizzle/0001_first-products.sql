-- What the shop starts with. A migration, so that it is done once: what is deleted later stays deleted.
INSERT INTO "products" ("name", "unit", "price") VALUES
	('Rau muống (water spinach)', 'bunch', 12000),
	('Cải ngọt (choy sum)', 'kg', 28000),
	('Xà lách (lettuce)', 'kg', 35000),
	('Cà chua (tomatoes)', 'kg', 30000),
	('Dưa leo (cucumbers)', 'kg', 22000),
	('Cà rốt (carrots)', 'kg', 25000),
	('Bí đỏ (pumpkin)', 'piece', 40000),
	('Rau thơm (mixed herbs)', 'bunch', 8000);
