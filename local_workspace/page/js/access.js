/** What the person may do with the open file. Until the Workspace has said, everything is tried and it refuses what it must. */

const RANKS = ["reader", "commenter", "writer", "fileOrganizer", "organizer", "owner"];

export class Access {
  constructor() {
    this.role = null;
  }

  /** True when the role is another than it was. */
  change(role) {
    if (role === this.role) return false;
    this.role = role;
    return true;
  }

  get mayEdit() {
    return this.role === null || RANKS.indexOf(this.role) >= RANKS.indexOf("writer");
  }

  get mayComment() {
    return this.role === null || RANKS.indexOf(this.role) >= RANKS.indexOf("commenter");
  }

  /** Why something is disabled; empty when nothing is. */
  get reason() {
    if (this.mayEdit) return "";
    return this.mayComment ? "You can comment on this file, not edit it. Its owner can make you an editor." : "You can view this file, not edit it. Its owner can make you an editor.";
  }

  get label() {
    if (this.mayEdit) return "";
    return this.mayComment ? "Comment only" : "View only";
  }
}
