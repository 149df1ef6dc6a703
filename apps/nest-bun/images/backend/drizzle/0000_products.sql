CREATE TABLE "products" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "products_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"unit" text NOT NULL,
	"price" integer NOT NULL,
	"photo_key" text,
	"photo_type" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "products_name_unique" UNIQUE("name"),
	CONSTRAINT "products_name_length" CHECK (char_length("products"."name") between 1 and 120),
	CONSTRAINT "products_unit_length" CHECK (char_length("products"."unit") between 1 and 20),
	CONSTRAINT "products_price_range" CHECK ("products"."price" between 1 and 1000000000),
	CONSTRAINT "products_photo_whole" CHECK (("products"."photo_key" is null) = ("products"."photo_type" is null))
);
