package com.pagodirecto.crm.auth;

import static com.pagodirecto.crm.database.TenantTransaction.ALL;

import com.pagodirecto.crm.Settings;
import com.pagodirecto.crm.database.Preparation;
import com.pagodirecto.crm.database.TenantTransaction;
import com.pagodirecto.crm.security.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Makes the accounts that somebody can begin with, with the password of INITIAL_PASSWORD, if they are not there. */
@Component
class FirstAccounts implements Preparation {

  private static final Logger log = LoggerFactory.getLogger(FirstAccounts.class);

  private final TenantTransaction transaction;
  private final Accounts accounts;
  private final PasswordEncoder passwords;
  private final Settings settings;

  FirstAccounts(TenantTransaction transaction, Accounts accounts, PasswordEncoder passwords, Settings settings) {
    this.transaction = transaction;
    this.accounts = accounts;
    this.passwords = passwords;
    this.settings = settings;
  }

  @Override
  public void prepare() {
    if (settings.initialPassword().isEmpty()) {
      return;
    }
    String hash = passwords.encode(settings.initialPassword());
    transaction.run(ALL, () -> {
      add(new Account("admin@pagodirecto.example", "Administration", Role.ADMIN, null, hash));
      if (settings.demo()) {
        add(new Account("lima@pagodirecto.example", "Lucía Quispe", Role.AGENT, "lima", hash));
        add(new Account("bogota@pagodirecto.example", "Andrés Rojas", Role.VIEWER, "bogota", hash));
      }
      return true;
    });
  }

  private void add(Account account) {
    if (accounts.add(account)) {
      log.atInfo().addKeyValue("account", account.email()).log("made a first account");
    }
  }
}
