/** Runs in a page: what reaches over the edge of the screen, or of the box it stands in. */
export const beyondTheEdge = `[...document.querySelectorAll('body *')]
	.filter((element) => element.clientWidth > 0 && getComputedStyle(element).visibility !== 'hidden')
	.filter((element) => {
		const { left, right } = element.getBoundingClientRect();
		return left < 0 || right > window.innerWidth + 1 || element.scrollWidth > element.clientWidth + 1;
	})
	.map((element) => element.outerHTML.slice(0, 100))`;
