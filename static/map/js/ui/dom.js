/** @template {Element} T
 * @param {ParentNode} root @param {string} name @param {new (...args: any[]) => T} type */
export function ref(root, name, type) {
  const found = root.querySelector(`[data-ref="${name}"]`)
  if (!(found instanceof type)) throw new Error(`no ${type.name} with data-ref "${name}"`)
  return found
}

/** @param {string} id */
export function cloneTemplate(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id))
  return /** @type {HTMLElement} */ (
    /** @type {DocumentFragment} */ (template.content.cloneNode(true)).firstElementChild
  )
}

/** @param {HTMLElement} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text
}
