// Creates the user the api logs in as, with rights in its own database only, or sets its password
// anew; the api never sees root. Run by mongosh, and safe to run again.
const { MONGODB_HOST, ROOT_USER, ROOT_PASSWORD, APP_USER, APP_PASSWORD, APP_DATABASE } = process.env;

// Not as an argument of mongosh: that would show the password in the list of processes.
const root = new Mongo(`mongodb://${ROOT_USER}:${encodeURIComponent(ROOT_PASSWORD)}@${MONGODB_HOST}/admin`);
const database = root.getDB(APP_DATABASE);
const exists = database.getUser(APP_USER) !== null;

function save(rights) {
  if (exists) database.updateUser(APP_USER, { pwd: APP_PASSWORD, ...rights });
  else database.createUser({ user: APP_USER, pwd: APP_PASSWORD, roles: [], ...rights });
}

const NOT_IMPLEMENTED = 238;
try {
  save({ roles: [{ role: 'readWrite', db: APP_DATABASE }] });
} catch (error) {
  if (error.code !== NOT_IMPLEMENTED) throw error;
  save({}); // FerretDB 1 speaks the protocol, but knows no roles
}
print(`${APP_USER} may read and write in ${APP_DATABASE}`);
