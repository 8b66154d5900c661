-- Run once by the image, as the superuser, when the data folder is empty. The product's role owns its database and nothing else.
\set ON_ERROR_STOP on
\set password `cat /run/secrets/postgres_zhibu_password`
create role zhibu login password :'password' nosuperuser nocreatedb nocreaterole noreplication;
create database zhibu owner zhibu encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' template template0;
revoke connect on database zhibu from public;
