/**
 * The store: tables, migrations and the way to the database.
 * In: facts, inside a transaction that the caller opened. Out: entities, and pools for read models.
 * It knows the words of risk-model and PostgreSQL; it must not know Nest, GraphQL or a screen.
 */
export * from './entities.js';
