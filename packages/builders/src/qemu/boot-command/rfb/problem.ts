/** What a server did that ends the conversation; the message goes on from "The VNC server …". */
export class RfbProblem extends Error {
  override readonly name = 'RfbProblem';
}
