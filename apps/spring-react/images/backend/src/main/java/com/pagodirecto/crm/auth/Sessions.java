package com.pagodirecto.crm.auth;

import static com.pagodirecto.crm.database.TenantTransaction.ALL;

import com.pagodirecto.crm.database.Database;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;

/** Signs accounts in, keeps them signed in, and signs them out. */
@Service
class Sessions {

  private final Database database;
  private final Accounts accounts;
  private final RefreshTokens tokens;
  private final PasswordEncoder passwords;
  private final String nobodysHash;

  Sessions(Database database, Accounts accounts, RefreshTokens tokens, PasswordEncoder passwords) {
    this.database = database;
    this.accounts = accounts;
    this.tokens = tokens;
    this.passwords = passwords;
    this.nobodysHash = passwords.encode("nobody");
  }

  record Session(Account account, String refreshToken) {}

  Optional<Session> signIn(String email, String password) {
    // Nobody's unit is known yet, so all are in sight.
    Optional<Account> account = database.as(ALL, () -> accounts.find(email));
    // Also for an account that is not there, so that the time does not tell; outside of the transaction, as it is long.
    boolean right = passwords.matches(password, account.map(Account::passwordHash).orElse(nobodysHash));
    return account
        .filter(found -> right)
        .map(found -> new Session(found, database.as(ALL, () -> tokens.issue(found.email()))));
  }

  Optional<Session> renew(String refreshToken) {
    return database.as(ALL, () -> tokens
        .renew(refreshToken)
        // Read again: role and unit may be others by now.
        .flatMap(renewal -> accounts.find(renewal.email()).map(account -> new Session(account, renewal.token()))));
  }

  void end(String refreshToken) {
    database.as(ALL, () -> {
      tokens.end(refreshToken);
      return true;
    });
  }
}
