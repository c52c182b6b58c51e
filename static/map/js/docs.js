// Swagger UI is a classic script; this page gives it the OpenAPI document of this server.
const { SwaggerUIBundle } = /** @type {any} */ (window)
const target = document.getElementById('swagger-ui')
SwaggerUIBundle({
  domNode: target,
  url: target?.dataset.openapi,
  deepLinking: true,
  validatorUrl: null,
})
