-- Staff logins, as better-auth 1.7.25 with its username plugin expects them (names and types are the library's, hence
-- camelCase and timestamptz here and nowhere else). The library works as zhanggui_app itself, with `search_path=auth`,
-- outside any role, and may touch nothing but these tables.
create schema auth;

create table auth."user" (
  id uuid primary key,
  name text not null,
  -- The library wants one; ours end in `.invalid`, to which nothing can be sent.
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  username text unique,
  "displayUsername" text
);

create table auth.session (
  id uuid primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references auth."user" (id) on delete cascade
);
create index session_of_user on auth.session ("userId");

create table auth.account (
  id uuid primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index account_of_user on auth.account ("userId");

create table auth.verification (
  id uuid primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null
);
create index verification_identifier on auth.verification (identifier);

grant usage on schema auth to zhanggui_app;
grant select, insert, update, delete on all tables in schema auth to zhanggui_app;
