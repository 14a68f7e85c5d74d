// What the dashboard's development server passes on to the API: everything that is not a page.
const target = `http://localhost:${process.env['API_PORT'] ?? '3000'}`;

const paths = ['/graphql', '/files', '/uploads', '/exports', '/imports/templates', '/sso', '/csp'];

export default Object.fromEntries(paths.map((path) => [path, { target }]));
